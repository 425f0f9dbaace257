// Preloaded into the server. When the script that started it is gone, even by SIGKILL, the server and its whole
// process group (extension hosts, file watchers) end too.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid === parent) return;
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.exit(1); // not a group leader (Windows): at least this process goes
  }
}, 1000).unref();
