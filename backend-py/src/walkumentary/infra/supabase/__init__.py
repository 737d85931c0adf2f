"""Adapters over Supabase's services."""
