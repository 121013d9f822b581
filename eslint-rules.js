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

export const OUR_RULES = { rules: { 'no-default-for-events': noDefaultForEvents } };
