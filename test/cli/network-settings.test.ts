import assert from 'node:assert/strict';
import { indexesOf, indexLogin, loginsIn } from '../../src/cli/logins';
import { dockerCredentialsOf, dockerLoginsIn } from '../../src/cli/docker-logins';
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

  it('logins of a registry are those of Docker, for its tokens alone', () => {
    const packed = (login: string): string => Buffer.from(login).toString('base64');
    const config = JSON.stringify({
      auths: {
        'https://index.docker.io/v1/': { auth: packed('hub:p:1') },
        'GHCR.io': { auth: packed('ann:x') },
        'https://registry.example:5000/v2/': { username: 'bob', password: 'y' },
        'kept.example': {},
        'broken.example': { auth: packed('nobody') },
        'odd.example': { auth: 7 },
      },
      credsStore: 'desktop',
    });
    const root = project({ '.docker/config.json': config });
    const login = dockerCredentialsOf({ HOME: root });
    const told = (url: string): string | null => {
      const header = login(new URL(url));
      return header && Buffer.from(header.replace('Basic ', ''), 'base64').toString();
    };
    const scope = '?service=x&scope=repository:org/image:pull';
    assert.equal(told(`https://auth.docker.io/token${scope}`), 'hub:p:1');
    assert.equal(told(`https://ghcr.io/token${scope}`), 'ann:x');
    assert.equal(told(`https://registry.example:5000/auth${scope}`), 'bob:y');
    for (const url of [
      `http://ghcr.io/token${scope}`,
      'https://ghcr.io/v2/org/image/manifests/latest',
      'https://ghcr.io/simple/requests/',
      `https://registry.example/auth${scope}`,
      `https://kept.example/token${scope}`,
      `https://broken.example/token${scope}`,
      `https://odd.example/token${scope}`,
      `https://docker.io/token${scope}`,
    ])
      assert.equal(told(url), null, url);
    assert.equal(dockerCredentialsOf({ HOME: `${root}/none` })(new URL(`https://ghcr.io/token${scope}`)), null);
    for (const text of ['', '{', 'null', '[]', '{"auths":[]}', '{"auths":{"a":null}}'])
      assert.equal(dockerLoginsIn(text).size, 0, text);
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
