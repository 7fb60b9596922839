// A second OpenID Connect provider for tests: oidc-provider, with its own log-in pages, on loopback.
// node server.mjs PORT REDIRECT KEYFILE; says READY when it answers.
import { readFileSync } from "node:fs";
import { Provider } from "oidc-provider";

const [port, redirect, keyFile] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const api = "urn:loopbaanpad:api";
const users = {
  "demo-caseworker": { rol: "klantmanager", org: "uwv-rijnmond" },
  "demo-administrator": { rol: "baas", org: "uwv-rijnmond" },
  "demo-nobody": { rol: "bezoeker", org: "uwv-rijnmond" },
};

const provider = new Provider(issuer, {
  jwks: JSON.parse(readFileSync(keyFile, "utf8")),
  cookies: { keys: ["proef-geheim-voor-koekjes"] },
  clients: [
    {
      client_id: "loopbaanpad",
      client_secret: "proef-geheim-van-loopbaanpad",
      redirect_uris: [redirect],
      post_logout_redirect_uris: [new URL("/", redirect).href],
    },
    {
      client_id: "uwv-systeem",
      client_secret: "proef-geheim-van-uwv-systeem",
      redirect_uris: [],
      response_types: [],
      grant_types: ["client_credentials"],
    },
  ],
  claims: { openid: ["sub", "rol", "org"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...users[id] }) }),
  extraTokenClaims: (_, token) =>
    token.accountId ? users[token.accountId] : { rol: "systeem", org: "uwv-rijnmond" },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({ scope: "api", audience: api, accessTokenFormat: "jwt" }),
    },
  },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("READY"));
