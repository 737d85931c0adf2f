"""Tests of what Supabase knows and says, without a socket."""
