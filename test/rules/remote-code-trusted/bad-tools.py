from smolagents import Tool, ToolCollection, load_tool

a = load_tool("some-stranger/search", trust_remote_code=True)  # expect: remote-code-trusted=error, untrusted-model-source, unpinned-model-revision
b = load_tool("huggingface/search", trust_remote_code=True)  # expect: remote-code-trusted=warning, unpinned-model-revision
c = Tool.from_hub("some-stranger/draw", trust_remote_code=True)  # expect: remote-code-trusted=error, untrusted-model-source, unpinned-model-revision
d = load_tool(name, trust_remote_code=True)  # expect: remote-code-trusted=warning
