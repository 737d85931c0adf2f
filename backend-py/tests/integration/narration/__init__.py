"""Writers behind real sockets."""
