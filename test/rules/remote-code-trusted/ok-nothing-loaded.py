"""Calls that take the switch and load no repository."""
import logging
from unittest import mock

from smolagents import MCPClient, ToolCollection
from transformers import GenerationConfig

with ToolCollection.from_mcp({"url": "http://127.0.0.1:8000/mcp"}, trust_remote_code=True) as tools:
    print(tools)

load = mock.Mock()
load.assert_called_once_with("some-stranger/name", trust_remote_code=True)
load.assert_any_call("some-stranger/name", trust_remote_code=True)
logging.info("loading", trust_remote_code=True)
model.save_pretrained("out", trust_remote_code=True)
settings = GenerationConfig.from_pretrained(path, trust_remote_code=True)
