"""Supabase, simulated on loopback."""
