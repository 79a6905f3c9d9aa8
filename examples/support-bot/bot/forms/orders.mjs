import { orderOf } from './form.mjs';

/** @typedef {import('./form.mjs').Form} Form */

/** @param {import('./form.mjs').Order} order */
function whereItIs(order) {
  const title = `Order ${order.number} (${order.item})`;
  switch (order.status) {
    case 'processing':
      return `${title} is being packed. It should reach you on ${order.day}.`;
    case 'shipped':
      return `${title} is on its way with ${order.carrier} and should arrive on ${order.day}.`;
    case 'delivered':
      return `${title} was delivered by ${order.carrier} on ${order.day}.`;
    case 'held':
      return `${title} is held at the ${order.carrier} depot. We wrote to ${order.email} about it.`;
  }
}

/** @param {import('./form.mjs').FormContext} context */
function leftAlready(context) {
  const order = orderOf(context);
  return order.status === 'processing'
    ? undefined
    : `I am sorry, order ${order.number} has left our warehouse, so I cannot change it any more. You can return it free of charge once it is with you.`;
}

/**
 * What is done about an order on its way.
 * @type {Record<string, Form>}
 */
export const orderForms = {
  'order.status': {
    needs: () => ['order'],
    done: (context) => whereItIs(orderOf(context)),
  },
  'order.delayed': {
    needs: () => ['order'],
    done: (context) =>
      `I am sorry about the wait. ${whereItIs(orderOf(context))} If it is not with you two days after that, tell me and we send it again.`,
  },
  'order.missing': {
    needs: () => ['order'],
    done: (context) => {
      const order = orderOf(context);
      return `I am sorry. I have asked ${order.carrier} to search for order ${order.number}. That takes up to five working days; if they do not find it we send it again or refund ${order.total}.`;
    },
  },
  'order.cancel': {
    needs: () => ['order'],
    refuse: leftAlready,
    confirm: (context) => {
      const order = orderOf(context);
      return `Shall I cancel order ${order.number} (${order.item}, ${order.total})?`;
    },
    done: ({ slots }) =>
      `Order ${slots.order} is cancelled. The money goes back the way you paid within five working days.`,
  },
  'order.address': {
    needs: () => ['order', 'address'],
    refuse: leftAlready,
    confirm: ({ slots }) => `I will send order ${slots.order} to: ${slots.address}. Is that right?`,
    correct: 'address',
    done: ({ slots }) => `Done. Order ${slots.order} goes to: ${slots.address}.`,
  },
  'order.damaged': {
    needs: () => ['order', 'remedy'],
    done: ({ slots }) =>
      `I am sorry that it arrived like this. The ${slots.remedy} for order ${slots.order} is on its way; you need not send anything back.`,
  },
  'order.wrong': {
    needs: () => ['order'],
    done: (context) => {
      const order = orderOf(context);
      return `I am sorry for the mix-up. The right ${order.item} for order ${order.number} leaves today, and the label to send the other one back is free.`;
    },
  },
};
