import assert from 'node:assert/strict';
import { indexesOf, indexLogin, loginsIn } from '../../src/cli/logins';
import { proxiesOf } from '../../src/cli/proxy';
import { serving } from '../harness/serving';
import { NodeHttp } from '../../src/cli/node-http';
import { project } from './bundle';

describe("the user's network settings", () => {
  it('logins are those of .netrc, but for its default', () => {
    const text = [
      '# machine commented.example login no password no',
      'machine a.example login ann password "with \\"space"',
      'macdef init',
      'machine macro.example login no password no',
      '',
      'machine B.example',
      '  login bob',
      '  account x',
      '  password p#1',
      'machine a.example login second password second',
      'default login any password any',
    ].join('\n');
    assert.deepEqual(
      [...loginsIn(text)],
      [
        ['a.example', 'ann:with "space'],
        ['b.example', 'bob:p#1'],
      ],
    );
  });

  it('logins of an index are those that uv and Poetry read', () => {
    const env = {
      UV_INDEX_MY_CORP_USERNAME: 'ann',
      UV_INDEX_MY_CORP_PASSWORD: 'x',
      POETRY_HTTP_BASIC_OTHER_PASSWORD: 'y',
    };
    assert.equal(indexLogin(env, 'my-corp'), 'ann:x');
    assert.equal(indexLogin(env, 'other'), ':y');
    assert.equal(indexLogin(env, 'third'), null);
  });

  it('indexes are those of the environment, else of the files of pip', () => {
    const home = project({
      '.pip/pip.conf': '[global]\nindex-url = https://old.example/simple\n',
      '.config/pip/pip.conf':
        '[global]\nindex-url = https://files.example/simple\nextra-index-url =\n    https://x.example/s\n    https://y.example/s\n[list]\nindex-url = https://no.example\n',
    });
    assert.deepEqual(indexesOf({ HOME: home }), [
      'https://files.example/simple',
      'https://x.example/s',
      'https://y.example/s',
    ]);
    assert.deepEqual(indexesOf({ HOME: home, PIP_CONFIG_FILE: '/dev/null' }), []);
    assert.deepEqual(
      indexesOf({
        HOME: home,
        PIP_CONFIG_FILE: '/dev/null',
        PIP_INDEX_URL: 'https://env.example/s',
        UV_INDEX: 'corp=https://c.example/s',
      }),
      ['https://env.example/s', 'https://c.example/s'],
    );
  });

  it('proxies are those of the environment', () => {
    const proxyFor = proxiesOf({
      HTTPS_PROXY: 'proxy.example:3128',
      no_proxy: 'localhost,.corp.example, other.example:8443',
    });
    const through = (url: string): string | null => proxyFor(new URL(url))?.host ?? null;
    assert.equal(through('https://pypi.org/simple/'), 'proxy.example:3128');
    assert.equal(through('http://pypi.org/'), null);
    assert.equal(through('https://a.corp.example/'), null);
    assert.equal(through('https://corp.example/'), null);
    assert.equal(through('https://notcorp.example/'), 'proxy.example:3128');
    assert.equal(through('https://other.example/'), 'proxy.example:3128');
    assert.equal(through('https://other.example:8443/'), null);
    assert.equal(proxiesOf({})(new URL('https://pypi.org')), null);
  });

  it('a proxy is asked for the whole address, and a proxy that refuses is named', async () => {
    await serving(
      (response) => response.end('through'),
      async (proxy, asked) => {
        const http = new NodeHttp(() => undefined, { proxyFor: () => new URL(proxy.replace('//', '//me:pw@')) });
        assert.equal(new TextDecoder().decode((await http.get('http://index.example/simple/')).body), 'through');
        assert.deepEqual(
          asked.map(({ url, headers }) => [url, headers.host, headers['proxy-authorization']]),
          [['http://index.example/simple/', 'index.example', `Basic ${Buffer.from('me:pw').toString('base64')}`]],
        );
        await assert.rejects(http.get('https://index.example/', { timeout: 2_000 }), /the proxy 127\.0\.0\.1:\d+ /);
      },
    );
    const dead = new NodeHttp(() => undefined, { proxyFor: () => new URL('socks5://127.0.0.1:1') });
    await assert.rejects(dead.get('https://index.example/'), /is not one for http/);
  });
});
