"""Chat models of several providers, through LangChain."""
