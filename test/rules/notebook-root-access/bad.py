client.create_notebook_instance(NotebookInstanceName="x", RootAccess="Enabled")  # expect: notebook-root-access=info
