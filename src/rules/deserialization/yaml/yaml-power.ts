/** What a YAML loader builds: plain data; objects of modules that are imported anyway; anything. */
export type YamlPower = 'plain' | 'full' | 'any';

/** The mildest first. */
export const ORDER: readonly YamlPower[] = ['plain', 'full', 'any'];
