import java.io.IOException;
import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Neo4j on a folder and a loopback port; ends when its standard input does, so it never outlives who started it. */
public final class TestServer {
    public static void main(String[] args) throws IOException {
        SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        long changeMegabytes = args.length > 2 ? Long.parseLong(args[2]) : 0; // 0: as much as the server has
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(Path.of(args[0]))
                .setConfig(GraphDatabaseSettings.memory_transaction_max_size, changeMegabytes << 20)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .build();
        System.out.println("READY");
        System.out.flush();
        while (System.in.read() >= 0) {}
        server.shutdown();
        Runtime.getRuntime().halt(0);
    }
}
