# The hand-written object, on the same runtime in the same way.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .object),
    (name = "storage", disk = (path = "storage", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const object :Workerd.Worker = (
  compatibilityDate = "2026-10-20",
  modules = [(name = "object.js", esModule = embed "object.js")],
  durableObjectNamespaces = [(className = "RoomObject", uniqueKey = "room", enableSql = true)],
  durableObjectStorage = (localDisk = "storage"),
  bindings = [(name = "ROOM", durableObjectNamespace = "RoomObject")],
);
