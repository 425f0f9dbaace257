// Written by `npm run generate` from src/readers/documents.ts and src/project/questions: the editor loads no engine for it.
import type { KnownDocument } from './documents-known';

export const DOCUMENTS: readonly KnownDocument[] = [
  {
    kind: "python",
    names: [/\.py[wi]?$/],
    paths: [],
    except: [],
    globs: ["*.{py,pyw,pyi}"],
    languages: ["python"],
    notebookTypes: [],
    suffix: ".py",
  },
  {
    kind: "notebook",
    names: [/\.ipynb$/],
    paths: [],
    except: [],
    globs: ["*.ipynb"],
    languages: [],
    notebookTypes: ["jupyter-notebook"],
    suffix: ".ipynb",
  },
  {
    kind: "requirements",
    names: [/requirements?[^/]*\.(?:txt|in)$|constraints?[^/]*\.(?:txt|in)$|^(?:reqs?|deps|dependencies)(?:[-_.][^/]*)?\.in$/i],
    paths: [/(?:^|\/)(?:requirements?|reqs|constraints)\/[^/]+\.(?:txt|in)$/i],
    except: [],
    globs: ["*requirement*.txt","*requirement*.in","*constraint*.txt","*constraint*.in","{req,reqs,deps,dependencies}*.in","**/{requirement,requirements,reqs,constraints}/*.{txt,in}"],
    languages: ["pip-requirements"],
    notebookTypes: [],
    suffix: "-requirements.txt",
  },
  {
    kind: "workflow",
    names: [],
    paths: [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i],
    except: [],
    globs: ["**/.github/workflows/*.{yml,yaml}"],
    languages: [],
    notebookTypes: [],
    suffix: ".yml",
  },
  {
    kind: "compose",
    names: [/^(?:docker-)?compose(?:[.-][\w.-]{1,60})?\.ya?ml$/],
    paths: [],
    except: [],
    globs: ["**/*compose*.{yml,yaml}"],
    languages: [],
    notebookTypes: [],
    suffix: ".yaml",
  },
  {
    kind: "config",
    names: [/^\.env(?:\..{1,60})?$/, /\.env(?:\.(?:example|sample|template|dist|local))?$/, /^(?:kaggle|credentials)\.json$/, /\.ya?ml$/, /\.toml$/, /\.jsonc?$/, /^(?:\.pypirc|[._]netrc|pip\.conf|credentials|\.npmrc|\.condarc|\.s3cfg|\.boto|\.databrickscfg|\.wandbrc|\.comet\.config|\.my\.cnf)$/, /\.(?:ini|cfg|conf|properties|tfvars)$/],
    paths: [],
    except: [/^(?:package-lock|npm-shrinkwrap|composer-lock|conda-lock|deno|bun)\.(?:json|ya?ml|lock)$/, /^pnpm-lock\.ya?ml$/, /[.-]lock$/, /^pipfile\.lock$/, /^pylock(?:\.[\w-]+)?\.toml$/, /[.-]lock\.(?:json|ya?ml|toml)$/, /^(?:tokenizer|vocab|vocabulary|merges|added_tokens|special_tokens_map|tokenizer_config|generation_config|preprocessor_config|dataset_infos?|trainer_state)\.json$/, /\.index\.json$/, /^model-index\.json$/, /\.(?:ipynb|geojson|topojson)$/, /\.min\.json$/, /\.cyclonedx\.json$/, /\.spdx\.json$/, /\.sarif$/, /\.schema\.json$/],
    globs: [".env",".env.*","*.env","*.env.{example,sample,template,dist,local}","*.{yaml,yml,toml,json,jsonc,ini,cfg,conf,properties,tfvars}","{.pypirc,.netrc,_netrc,credentials,.npmrc,.condarc,.s3cfg,.boto,.databrickscfg,.wandbrc,.comet.config,.my.cnf}"],
    languages: ["dotenv"],
    notebookTypes: [],
    suffix: ".env",
  },
  {
    kind: "shell",
    names: [/\.(?:sh|bash|zsh|ksh|slurm|sbatch|pbs|lsf|sge)$/, /^\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|envrc)$/],
    paths: [],
    except: [],
    globs: ["*.{sh,bash,zsh,ksh,slurm,sbatch,pbs,lsf,sge}","{.bashrc,.bash_profile,.bash_login,.bash_aliases,.profile,.zshrc,.zshenv,.zprofile,.envrc}"],
    languages: ["shellscript"],
    notebookTypes: [],
    suffix: ".sh",
  },
  {
    kind: "dockerfile",
    names: [/^(?:dockerfile|containerfile)(?:[._-][\w.-]{1,60})?$/, /\.(?:dockerfile|containerfile)$/],
    paths: [],
    except: [/\.dockerignore$|\.(?:md|rst|txt|html?|png|svg|lock|bak)$/],
    globs: ["{Dockerfile,Containerfile,dockerfile,containerfile}*","*.{dockerfile,containerfile}"],
    languages: ["dockerfile"],
    notebookTypes: [],
    suffix: ".dockerfile",
  },
];

/** Files that answers rest on: when one changes, every open document is judged again. */
export const COMPANIONS: readonly string[] = ["*.Dockerfile","*.bin","*.ckpt","*.joblib","*.lock","*.lock.json","*.pickle","*.pkl","*.pt","*.pth","*.safetensors","*constraints*.in","*constraints*.txt","*env*.yaml","*env*.yml","*requirements*.in","*requirements*.txt",".env",".env.*",".gitignore","Containerfile*","Dockerfile*","Pipfile","environment.yaml","environment.yml","pylock*.toml","pyproject.toml","requirements/*.in","requirements/*.txt","setup.cfg","touchstone.lock","touchstone.toml"];

/** Files that values are taken from: when one changes, the documents that took something from it are judged again. */
export const SOURCES: readonly string[] = ["*.cfg","*.ini","*.json","*.py","*.toml","*.yaml","*.yml"];
