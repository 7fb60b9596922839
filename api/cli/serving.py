"""The command that serves: prepares where asked, takes the port first, then answers."""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options as use
from ontology.errors import StoreUnavailable, UnknownConcept

if TYPE_CHECKING:
    from graph.planner import Planner
    from graph.stores.memory import MemoryStore

EXAMPLE = ("verkoper", "verzorgende")


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port to listen on; 0 takes a free one.")
    ] = 8000,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Load the starter set when the store is empty, and show one route.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Keep plans beside the store, with demo users, on this machine alone.")
    ] = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Serve the pages, the API and its documentation.

    Example: loopbaanpad serve --prepare --demo
    """
    from api.settings import Settings

    settings = Settings(store=store)
    if demo:
        from api.cli.demo import with_demo

        settings = with_demo(settings, store)
    if settings.werkplan and settings.oidc_issuer is None:
        from api.identity.demo import check_address

        check_address(host)
    listening = take_port(host, port)
    if prepare and not has_store(store):
        load_starter(store)
    import uvicorn

    from api.app import create_app

    app = create_app(settings, store=in_memory() if prepare and store == "memory:" else None)
    planner = app.state.planner.current()
    if prepare and planner.network.revision == 0:
        app.state.planner.close()
        load_starter(store)
        app = create_app(settings)
        planner = app.state.planner.current()
    console = use.out()
    if prepare:
        show_example(console, planner)
    listening.listen(128)  # before the address is said, so that nobody who reads it is refused
    address = f"http://{host}:{listening.getsockname()[1]}"
    console.print(f"Loopbaanpad: {address}  (API: {address}/docs)", soft_wrap=True)
    if demo:
        from api.cli.demo import show_users

        show_users(console, address, app.state.werkplan)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def take_port(host: str, port: int) -> socket.socket:
    """A socket that listens later; taken first, so that a busy port is known at once.

    Raises:
        StoreUnavailable: something else has the port, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named TCP, or asyncio leaves Nagle's algorithm on and every answer waits 40 ms
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise PortTaken(host, port, error) from error
    return made


class PortTaken(StoreUnavailable):
    """The port to serve on can't be had."""

    def __init__(self, host: str, port: int, cause: OSError) -> None:
        super().__init__(
            f"can't listen on {host}:{port} ({cause.strerror}): stop what uses it, or choose another --port"
        )


def has_store(store: str) -> bool:
    """Whether there is anything where the store should be; a folder is looked at without opening it."""
    from pathlib import Path

    from graph.stores import open_store
    from graph.stores.address import is_server

    if is_server(store):
        with closing(open_store(store)) as opened:
            return opened.revision() > 0
    scheme, _, path = store.partition(":")
    return scheme != "oxigraph" or (Path(path).is_dir() and any(Path(path).iterdir()))


def load_starter(store: str) -> None:
    """Load the starter set into an empty store."""
    from api.cli.loading import load_into

    use.err().print("Startset wordt geladen …")
    load_into(store, "starter", [], by="loopbaanpad serve", reason="starter set into an empty store")


def in_memory() -> MemoryStore:
    """A store with the starter set that leaves nothing behind."""
    from graph.stores.memory import MemoryStore
    from loaders.pipeline import load

    store = MemoryStore()
    load(store, "starter", [], by="loopbaanpad serve", reason="starter set in memory")
    return store


def show_example(console: Any, planner: Planner) -> None:
    """One example route on the terminal, so that somebody sees that it works."""
    from api.asking import NamesUnclear, Question, ask_of

    try:
        answer = planner.routes(ask_of(planner, Question(origins=EXAMPLE[:1], target=EXAMPLE[1])))
    except (NamesUnclear, UnknownConcept):
        return
    for group in answer["groups"]:
        for route in group["routes"][:1]:
            console.print(f"Voorbeeld: {route['line']}", soft_wrap=True)
            return
