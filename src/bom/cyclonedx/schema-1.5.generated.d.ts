import type { Schema } from './json-schema';

export declare const schema: Schema;
