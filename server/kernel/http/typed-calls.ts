type Json = Record<string, unknown>;

interface Operation {
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema?: Json }> }>;
}

/** TypeScript of an OpenAPI document: `Schemas` by name, and `Calls` by method and path, each with its `params`,
 * `query`, `body` and `answer`. It reads what `writeOpenApi` writes, and no other documents. */
export function writeTypedCalls(document: Json): string {
  const { schemas } = document['components'] as { schemas: Record<string, Json> };
  const paths = Object.entries(document['paths'] as Record<string, Record<string, Operation>>);
  const calls = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
  return [
    '/** What the answers and bodies of several calls have in common. */',
    'export interface Schemas {',
    ...sorted(Object.entries(schemas)).map(([name, schema]) => `  ${key(name)}: ${typeOf(schema, !isInput(name))};`),
    '}',
    '',
    '/** Every call by its method and path. */',
    'export interface Calls {',
    ...sorted(calls).flatMap(([name, operation]) => writeCall(name, operation)),
    '}',
    '',
  ].join('\n');
}

const isInput = (schema: string) => schema.endsWith('Values');
const sorted = <T>(entries: (readonly [string, T])[]) => entries.toSorted(([a], [b]) => (a < b ? -1 : 1));

function writeCall(name: string, { summary, parameters, requestBody, responses }: Operation): string[] {
  const params = [...name.matchAll(/\{(\w+)\}/g)].map((match) => `${key(match[1]!)}: string`);
  const query = parameters
    .filter((one) => one.in === 'query')
    .map(
      (one) =>
        `${key(one.name)}${one.required ? '' : '?'}: ${queryType(one.schema)}${one.required ? '' : ' | undefined'}`,
    );
  const json = requestBody?.content['application/json']?.schema;
  const body = json
    ? typeOf(json, false) + (requestBody?.required ? '' : ' | undefined')
    : requestBody
      ? 'FormData'
      : 'undefined';
  return [
    `  /** ${summary.replaceAll('*/', '* /')} */`,
    `  ${JSON.stringify(name)}: {`,
    `    params: ${params.length > 0 ? `{ ${params.join('; ')} }` : 'undefined'};`,
    `    query: ${query.length > 0 ? `{ ${query.join('; ')} }` : 'undefined'};`,
    `    body: ${body};`,
    `    answer: ${answerType(responses)};`,
    '  };',
  ];
}

/** What goes into an address is turned into text. */
function queryType(schema: Json): string {
  const type = typeOf(schema, false);
  if (type === 'string') return type;
  return /^("[^"]*"( \| )?)+$/.test(type)
    ? `${type}${type.includes('"true"') ? ' | boolean' : ''}`
    : 'string | number | boolean';
}

function answerType(responses: Operation['responses']): string {
  const types = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([, { content }]) => {
      const schema = content?.['application/json']?.schema;
      return schema ? typeOf(schema, true) : content ? 'Blob' : 'null';
    });
  return [...new Set(types)].join(' | ');
}

/** The type of what a schema allows. What is answered leaves a part out; what is sent may have it undefined. */
function typeOf(schema: Json, answered: boolean): string {
  const { $ref, anyOf, allOf, const: only, enum: some, type } = schema as Json & { $ref?: string };
  if ($ref) return `Schemas[${JSON.stringify($ref.split('/').at(-1))}]`;
  if (anyOf) return union((anyOf as Json[]).map((one) => typeOf(one, answered)));
  if (allOf) {
    const own = 'properties' in schema ? [objectType(schema, answered)] : [];
    return [...(allOf as Json[]).map((one) => typeOf(one, answered)), ...own].join(' & ');
  }
  if ('const' in schema) return JSON.stringify(only);
  if (some) return union((some as unknown[]).map((one) => JSON.stringify(one)));
  if (Array.isArray(type)) return union(type.map((one: string) => typeOf({ ...schema, type: one }, answered)));
  if (type === 'array') return arrayType(schema, answered);
  if (type === 'object') return objectType(schema, answered);
  return plain[type as string] ?? 'unknown';
}

const plain: Record<string, string> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

const union = (types: string[]) =>
  [...new Set(types)].map((one) => (one.includes(' & ') ? `(${one})` : one)).join(' | ');

function arrayType({ prefixItems, items }: Json, answered: boolean): string {
  if (prefixItems) return `[${(prefixItems as Json[]).map((one) => typeOf(one, answered)).join(', ')}]`;
  return `Array<${items ? typeOf(items as Json, answered) : 'unknown'}>`;
}

function objectType(schema: Json, answered: boolean): string {
  const required = new Set((schema['required'] as string[] | undefined) ?? []);
  const parts = Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).map(([name, one]) => {
    const absent = answered ? '' : ' | undefined';
    return required.has(name)
      ? `${key(name)}: ${typeOf(one, answered)}`
      : `${key(name)}?: ${typeOf(one, answered)}${absent}`;
  });
  const more = schema['additionalProperties'] as Json | boolean | undefined;
  const closed = more === false || more === undefined;
  if (parts.length === 0) return `Record<string, ${typeof more === 'object' ? typeOf(more, answered) : 'unknown'}>`;
  return `{ ${parts.join('; ')} }${closed ? '' : ' & Record<string, unknown>'}`;
}

const key = (name: string) => (/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name));
