/** Whose variables they are: the id of a connection, or `global`. A connection's own win over those of the same name. */
export type VariableScope = string;

/** A variable as the window shows it. The value of a secret one never comes back from main. */
export type VariableView =
  | { readonly kind: 'plain'; readonly name: string; readonly value: string }
  /** `missing`: it was kept in memory only, and the app was quit since. */
  | { readonly kind: 'secret'; readonly name: string; readonly state: 'sealed' | 'memory' | 'missing' };

export interface VariableInput {
  readonly scope: VariableScope;
  readonly name: string;
  /** The name it had; null for a new one. */
  readonly previousName: string | null;
  readonly secret: boolean;
  /** Null: a secret keeps the value that is sealed. */
  readonly value: string | null;
}

export interface VariableLists {
  readonly connection: readonly VariableView[];
  readonly global: readonly VariableView[];
}
