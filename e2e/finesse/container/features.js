/**
 * What a gadget container puts into a gadget's frame: prefs, hub, height, title and the loading picture. The page around
 * is of the same origin, as at Finesse.
 */
(function () {
  'use strict';
  var around = window.parent.container;
  var mid = new URLSearchParams(window.location.search).get('mid');
  var given = new URLSearchParams(window.location.hash.slice(1));

  window.gadgets = {
    Prefs: function () {
      return {
        getString: function (name) {
          return given.get('up_' + name) || window.gadgetDefaults[name] || '';
        },
        set: function (name, value) {
          given.set('up_' + name, value);
        },
        getLang: function () {
          return 'en';
        },
      };
    },
    window: {
      adjustHeight: function (pixels) {
        around.adjustHeight(mid, pixels);
      },
      setTitle: function (title) {
        around.setTitle(mid, title);
      },
    },
    loadingindicator: {
      dismiss: function () {
        around.dismissLoading(mid);
      },
    },
    HubSettings: { onConnect: null },
  };

  window.addEventListener('load', function () {
    window.gadgets.Hub = {
      subscribe: around.subscribe,
      publish: around.publish,
    };
    if (window.gadgets.HubSettings.onConnect) window.gadgets.HubSettings.onConnect(window.gadgets.Hub, true);
  });
})();
