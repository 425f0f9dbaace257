/** Calls that start a server of a library that is known. */
export const SERVERS: readonly string[] = [
  'uvicorn.run',
  'hypercorn.run',
  'werkzeug.serving.run_simple',
  'nicegui.ui.run',
  'litserve.**.run',
  'mlflow.server.**.run',
  'flask.**.run',
  'quart.**.run',
  'dash.**.run',
  'dash.**.run_server',
  'sanic.**.run',
  'bottle.**.run',
  'gradio.**.launch',
  'streamlit.web.bootstrap.run',
  'fastmcp.**.run',
];

/** Calls that start others, or say where one is to listen. */
export const LISTENERS: readonly string[] = [
  'uvicorn.Config',
  'waitress.serve',
  'aiohttp.web.run_app',
  'aiohttp.web.TCPSite',
  'asyncio.start_server',
  'asyncio.**.create_server',
  'websockets.**.serve',
  'tornado.**.listen',
  'bentoml.serve',
  'ray.init',
  'ray.serve.start',
  'ray.serve.**.HTTPOptions',
  'dask.distributed.Scheduler',
  'distributed.Scheduler',
  'panel.serve',
  'jina.**.Flow',
  'mcp.server.fastmcp.FastMCP',
];

/** Servers that take a pair of address and port, or the address first. */
export const PLAIN_SERVERS: readonly string[] = [
  'http.server.HTTPServer',
  'http.server.ThreadingHTTPServer',
  'wsgiref.simple_server.make_server',
  'xmlrpc.server.SimpleXMLRPCServer',
  'multiprocessing.managers.BaseManager',
  'multiprocessing.connection.Listener',
  'socketserver.TCPServer',
  'socketserver.UDPServer',
  'socketserver.ThreadingTCPServer',
  'socketserver.ThreadingUDPServer',
  'socketserver.ForkingTCPServer',
  'socket.create_server',
  'gevent.pywsgi.WSGIServer',
  'gevent.server.StreamServer',
  'eventlet.listen',
  'debugpy.listen',
];

/** What the methods are called that start a server, of applications that come from another module. */
export const STARTS: readonly string[] = ['**.run', '**.launch', '**.run_server', '**.serve', '**.run_simple'];
