import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { HttpError } from '../core/host';

/** The proxy for an address; null to connect directly. */
export type ProxyFor = (url: URL) => URL | null;

/**
 * Proxies by the variables that curl, pip and git read: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in lower case
 * too, which goes before. An address that is none counts as none.
 */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>): ProxyFor {
  const value = (name: string): string => env[name.toLowerCase()] || env[name] || '';
  const direct = value('NO_PROXY')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
  return (url) => {
    if (direct.some((entry) => isFor(entry, url))) return null;
    const named = value(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') || value('ALL_PROXY');
    return named === '' ? null : urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`);
  };
}

/** `*`, a host, a domain with or without its dot, each with or without a port. */
function isFor(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === '*') return true;
  const [, name, only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase())!;
  if (only !== undefined && only !== (port || (protocol === 'https:' ? '443' : '80'))) return false;
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/**
 * What a request to `url` is given so that it goes through a proxy: for http the whole address as its path (RFC 9112, 3.2.2), for https
 * a tunnel (RFC 9110, 9.3.6).
 */
export async function requestThrough(proxy: URL, url: URL, signal: AbortSignal): Promise<https.RequestOptions> {
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new HttpError(`the proxy ${proxy.host} is not one for http, so ${url.host} is not asked`);
  const to = {
    hostname: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
  };
  const login =
    proxy.username === '' ? null : `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const headers: Record<string, string> =
    login === null ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
  if (url.protocol === 'http:' && proxy.protocol === 'http:')
    return { ...to, host: to.hostname, path: url.href, headers: { host: url.host, ...headers } };
  const target = `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
  const socket = await connected(proxy, url, { ...to, path: target, headers: { host: target, ...headers }, signal });
  return {
    agent: false,
    createConnection: () =>
      url.protocol === 'https:'
        ? tls.connect({ socket, servername: url.hostname, ALPNProtocols: ['http/1.1'] })
        : socket,
  };
}

function connected(proxy: URL, url: URL, options: https.RequestOptions): Promise<Socket> {
  const refused = (status: number | undefined): HttpError =>
    new HttpError(`the proxy ${proxy.host} does not connect to ${url.host} (HTTP ${status})`);
  return new Promise((resolve, reject) => {
    const { request } = proxy.protocol === 'https:' ? https : http;
    request({ ...options, method: 'CONNECT', agent: false })
      .on('connect', ({ statusCode }: http.IncomingMessage, socket: Socket) => {
        if (statusCode === 200) return resolve(socket);
        socket.destroy();
        reject(refused(statusCode));
      })
      .on('response', (response: http.IncomingMessage) => {
        response.destroy();
        reject(refused(response.statusCode));
      })
      .on('error', (error) =>
        reject(
          options.signal?.aborted
            ? error
            : new HttpError(`the proxy ${proxy.host} cannot be reached: ${error.message}`),
        ),
      )
      .end();
  });
}
