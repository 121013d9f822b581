/** The desktop around the gadgets: sign-in at Finesse, tabs, height, hub. `?desk=` says where the desk is. */
(function () {
  'use strict';
  var FILES = '/3rdpartygadget/files/AgentDesk/';
  var desk = new URLSearchParams(window.location.search).get('desk') || 'http://127.0.0.1:8080';
  var supervisor = new URLSearchParams(window.location.search).has('supervisor');
  var form = document.querySelector('form');
  var frames = new Map();
  var heard = new Map();

  var container = (window.container = {
    adjustHeight: function (mid, pixels) {
      frames.get(mid).style.height = pixels + 'px';
    },
    setTitle: function (mid, title) {
      frames.get(mid).parentNode.querySelector('h2').textContent = title;
    },
    dismissLoading: function (mid) {
      frames.get(mid).dataset.loaded = 'true';
    },
    showToaster: function (title, body) {
      document.getElementById('notices').textContent = title + ': ' + body;
    },
    subscribe: function (topic, listener) {
      heard.set(topic, (heard.get(topic) || []).concat(listener));
    },
    publish: function (topic, data) {
      (heard.get(topic) || []).forEach(function (listener) {
        listener(topic, data);
      });
    },
  });

  function addGadget(mid, file, tab, prefs, hidden) {
    var section = document.createElement('section');
    section.dataset.tab = tab;
    section.hidden = hidden;
    var title = document.createElement('h2');
    var frame = document.createElement('iframe');
    frame.title = file;
    frame.height = '150';
    var spec = window.location.origin + FILES + file + '?v=1&desk=' + encodeURIComponent(desk);
    frame.src = '/gadgets/ifr?mid=' + mid + '&url=' + encodeURIComponent(spec) + '#' + prefs;
    section.append(title, frame);
    frames.set(mid, frame);
    document.querySelector('main').append(section);
  }

  form.addEventListener('submit', async function (event) {
    event.preventDefault();
    var fields = new FormData(form);
    var id = fields.get('user');
    var authorization = btoa(id + ':' + fields.get('password'));
    var answer = await fetch('/finesse/api/User/' + encodeURIComponent(id), {
      method: 'PUT',
      headers: { authorization: 'Basic ' + authorization, 'content-type': 'application/xml' },
      body: '<User><state>LOGIN</state><extension>' + fields.get('extension') + '</extension></User>',
    });
    form.querySelector('output').textContent = answer.status === 202 ? '' : 'Refused: ' + answer.status;
    // A wrong password shows what the gadget makes of it.
    var prefs = new URLSearchParams({
      up_id: id,
      up_authorization: authorization,
      up_scheme: 'http',
      up_host: window.location.hostname,
      up_hostPort: window.location.port,
    }).toString();
    form.hidden = true;
    document.querySelector('nav').hidden = false;
    addGadget('1', 'AgentDeskAlerts.xml', 'page', prefs, true);
    addGadget('2', supervisor ? 'TeamMonitor.xml' : 'AgentDesk.xml', 'desk', prefs, false);
  });

  document.querySelector('nav').addEventListener('click', function (event) {
    var tab = event.target.dataset.tab;
    var view = event.target.dataset.view;
    if (tab) {
      document.querySelectorAll('section').forEach(function (section) {
        if (section.dataset.tab !== 'page') section.hidden = section.dataset.tab !== tab;
      });
      container.publish('finesse.containerservices.activeTab', tab);
    }
    if (view) {
      container.publish('finesse.containerservices.gadgetViewChangedEvent', {
        gadgetId: 2,
        tabId: 'desk',
        maxAvailableHeight: Math.floor(window.innerHeight - frames.get('2').getBoundingClientRect().top),
        view: view,
      });
    }
  });
})();
