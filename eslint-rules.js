/** Rules of our own for ESLint. */

const DOTTED = /^[a-z]+\.[a-zA-Z]+$/;

/**
 * Events, signals, commands and deadlines have dotted names (`task.closed`). A `default` in a switch over them
 * would take in the next one that is added, and nobody would have thought of it.
 */
const noDefaultForEvents = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'List these instead of leaving them to `default`: {{names}}.' },
  },
  create(context) {
    const { parserServices } = context.sourceCode;
    const valuesOf = (node) => {
      const type = parserServices.getTypeAtLocation(node);
      const parts = type.isUnion() ? type.types : [type];
      return parts.map((part) => (part.isStringLiteral() ? part.value : null));
    };
    return {
      SwitchStatement(node) {
        if (!node.cases.some(({ test }) => test === null)) return;
        const names = valuesOf(node.discriminant);
        if (!names.some((name) => name !== null && DOTTED.test(name))) return;
        const listed = new Set(node.cases.flatMap(({ test }) => (test === null ? [] : valuesOf(test))));
        const missing = names.filter((name) => name !== null && !listed.has(name));
        if (missing.length > 0) {
          context.report({ node, messageId: 'missing', data: { names: missing.join(', ') } });
        }
      },
    };
  },
};

/** Other windows than one's own, by how a page comes to them. */
const WINDOWS = new Set([
  'window',
  'self',
  'globalThis',
  'parent',
  'top',
  'opener',
  'source',
  'contentWindow',
  'frames',
]);

/**
 * Words between windows come from anybody and go to anybody: one module checks whom (src/embed/parent-channel.ts).
 * Channels between tabs and workers of one origin are not meant.
 */
const noWindowMessages = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      spoken: 'Only src/embed/parent-channel.ts speaks with other windows, because it checks with whom.',
    },
  },
  create(context) {
    /** The last name of `a`, `a.b` or `a?.b`; of a call or anything else none. */
    const nameOf = (node) => {
      if (node.type === 'Identifier') return node.name;
      if (node.type === 'MemberExpression' && !node.computed) return node.property.name;
      return node.type === 'ChainExpression' || node.type === 'TSNonNullExpression'
        ? nameOf(node.expression)
        : null;
    };
    const isWindow = (node) => WINDOWS.has(nameOf(node));
    const report = (node) => context.report({ node, messageId: 'spoken' });
    return {
      CallExpression(node) {
        const { callee, arguments: given } = node;
        const method = callee.type === 'Identifier' ? callee.name : nameOf(callee);
        const ofWindow = callee.type === 'Identifier' || isWindow(callee.object ?? callee);
        if (!ofWindow) return;
        if (method === 'postMessage') report(node);
        if (method === 'addEventListener' && given[0]?.value === 'message') report(node);
      },
      AssignmentExpression({ left }) {
        const isHandler = nameOf(left) === 'onmessage';
        if (isHandler && (left.type === 'Identifier' || isWindow(left.object))) report(left);
      },
    };
  },
};

export const OUR_RULES = {
  rules: { 'no-default-for-events': noDefaultForEvents, 'no-window-messages': noWindowMessages },
};
