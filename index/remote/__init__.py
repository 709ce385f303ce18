"""A library on a Milvus server (extra ``milvus``); `index.remote.library` is the way to it."""
