# Parley's Worker as it is shipped, on the bare runtime: `wrangler dev` would put a proxy in front of it.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .parley),
    (name = "storage", disk = (path = "storage", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const parley :Workerd.Worker = (
  compatibilityDate = "2026-10-20",
  modules = [
    (name = "index.js", esModule = embed "index.js"),
    (name = "index_bg.wasm", wasm = embed "index_bg.wasm"),
  ],
  durableObjectNamespaces = [(className = "RoomObject", uniqueKey = "room", enableSql = true)],
  durableObjectStorage = (localDisk = "storage"),
  bindings = [(name = "ROOM", durableObjectNamespace = "RoomObject")],
);
