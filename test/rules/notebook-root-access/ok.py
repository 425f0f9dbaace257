client.create_notebook_instance(NotebookInstanceName="x", RootAccess="Disabled")
client.create_notebook_instance(NotebookInstanceName="x")
