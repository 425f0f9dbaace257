import { shortened } from '../../analysis/secrets/shortened';
import { defineRule } from '../../core/rule';
import { dvcStates } from '../../project/questions/dvc';

export default defineRule({
  id: 'dvc-cache-corrupt',
  severity: 'error',
  category: 'tracking',
  title: "Forged object in DVC's cache",
  cwe: 345,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0020'],
  docs: {
    what: "An object in DVC's cache has another content than its name says: the name of an object is the MD5 of what is in it. Objects behind the files and folders that `.dvc` files and `dvc.lock` record are hashed anew, up to 512 MB each; `touchstone verify` hashes all of the cache.",
    why: '`dvc checkout` and `dvc pull` copy an object into the workspace without hashing it, and `dvc push` sends it to the remote, from where everyone gets it. That it is read-only keeps nobody from writing it.',
    fix: 'Find out who changed the cache. Delete the object, and get it again from a remote that has the right one with `dvc fetch`; setting `verify = true` for the remote makes DVC hash what it fetches.',
    references: ['https://dvc.org/doc/user-guide/project-structure/internal-files#structure-of-the-cache-directory'],
  },
  listen: {
    documents: {
      dvc: {
        check({ stages }, context) {
          const states = context.project.ask(dvcStates);
          stages.forEach(({ outputs }, index) =>
            outputs.forEach((output, at) => {
              const [forged] = states?.[index]?.outputs[at]?.forged ?? [];
              if (forged === undefined) return;
              context.report({
                range: output.digestRange ?? output.range,
                message: `DVC's cache has another content for ${JSON.stringify(shortened(output.path, 40))}: a checkout would restore it.`,
                detail: 'DVC does not hash an object before it copies it into the workspace or sends it to a remote',
                related: [
                  { path: forged, range: { start: 0, end: 0 }, message: 'Its content is not what its name says.' },
                ],
              });
            }),
          );
        },
      },
    },
  },
});
