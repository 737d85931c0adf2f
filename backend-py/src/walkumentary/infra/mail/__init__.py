"""Mail: sent by SMTP, or shown on a console."""
