"""What delib costs beside the tools that others read such documents with, printed into docs/performance.md."""
