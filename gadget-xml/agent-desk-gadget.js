/**
 * The agent desk as a gadget of the Cisco Finesse desktop: shows the desk in an inner frame, signs it in by a ticket, keeps the
 * frame's height, and tells the other gadgets of offers. Runs in Finesse's origin, in the browsers that Finesse
 * supports, with or without Cisco's library; nothing of it asks for storage.
 *
 * The sign-in that the user has at Finesse goes to the desk's server alone, never into the inner frame.
 */
(function () {
  'use strict';

  var DEFAULT_HEIGHT = 650;
  /** How long the desk may take until it asks for its sign-in, ms. */
  var DESK_ASKS_WITHIN = 20000;
  var TICKET_WITHIN = 20000;
  /** What the gadgets tell each other. */
  var OFFERS = 'agentdesk.offers';

  var prefs = new gadgets.Prefs();
  var root = document.getElementById('agent-desk');
  var kind = root.getAttribute('data-gadget');
  var query = gadgetQuery();
  var desk = originOf(query.desk || prefs.getString('desk'));
  var frame = null;
  var answering = '';
  var asked = false;
  var height = 0;

  if (kind === 'alerts') {
    whenConnected(listenForOffers);
    done();
  } else if (desk === null) {
    showCard('The gadget does not know where the desk is.', [
      'Give its address in the layout: AgentDesk.xml?desk=https://desk.example.org',
    ]);
    done();
  } else {
    openDesk();
    whenConnected(followDesktop);
  }

  /** The query of the gadget's own address, which stands in the frame's address as `url`. */
  function gadgetQuery() {
    var read = {};
    var own = /[?&]url=([^&]*)/.exec(window.location.search);
    var address = own ? decodeURIComponent(own[1]) : '';
    address.replace(/[?&]([\w-]+)=([^&#]*)/g, function (_all, name, value) {
      read[name] = decodeURIComponent(value);
      return '';
    });
    return read;
  }

  /** The origin of an address that a password may go to: https, or this machine itself; else null. */
  function originOf(address) {
    try {
      var url = new URL(address);
      var local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
      return url.protocol === 'https:' || (url.protocol === 'http:' && local) ? url.origin : null;
    } catch (error) {
      return null;
    }
  }

  function openDesk() {
    frame = document.createElement('iframe');
    frame.title = 'Agent desk';
    frame.allow = 'clipboard-write; autoplay; microphone';
    frame.style.cssText = 'border:0;display:block;width:100%;height:100%';
    window.addEventListener('message', listen);
    root.textContent = '';
    root.appendChild(frame);
    frame.src = desk + '/' + (query.place ? '#/' + query.place : '');
    setHeight(Number(query.height) || DEFAULT_HEIGHT);
    asked = false;
    window.setTimeout(function () {
      if (asked) return;
      showCard('The desk does not answer.', [
        'Its server has to allow this desktop. Add the origin there: EMBED_ORIGINS=' + window.location.origin,
        'This browser has to trust its certificate: open ' + desk + ' in a tab once.',
      ]);
      done();
    }, DESK_ASKS_WITHIN);
  }

  /** The desk asks; only that frame of that origin is answered, and each question once. */
  function listen(event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== desk) return;
    var message = event.data;
    if (!message || typeof message !== 'object') return;
    if (message.type === 'agent-desk.title') {
      var title = String(message.title || '').slice(0, 200);
      publish({ waiting: title.charAt(0) === '\u25cf', title: title.replace(/^\u25cf\s*/, '') });
      return;
    }
    if (message.type !== 'agent-desk.token-wanted' || message.request === answering) return;
    asked = true;
    answering = message.request;
    // The agent has signed out of the desk, or was signed in elsewhere: that is left to the desk's own button.
    giveTicket(message.request);
  }

  function giveTicket(request) {
    var proof = signInAtFinesse();
    if (proof === null) {
      refuse(request, 'The desktop gave this gadget no sign-in.', ['Sign out of Finesse and sign in again.']);
      return;
    }
    post(desk + '/agent/finesse/ticket', proof, function (status, body) {
      var data = body && body.data;
      if (status === 200 && data && data.ticket) {
        hideCard();
        say({ type: 'agent-desk.ticket', request: request, ticket: data.ticket });
        done();
        return;
      }
      var detail = body && body.error && body.error.error_detail;
      var why = detail && detail.reason;
      if (status === 0) why = 'The server of the desk was not reached: ' + desk;
      refuse(request, 'The desk could not be signed in.', [why || 'The server answered ' + status + '.']);
    });
  }

  /** Who is signed in at the desktop, and the header by which Finesse knows it: password or single sign-on. */
  function signInAtFinesse() {
    var config = (window.finesse && finesse.gadget && finesse.gadget.Config) || {};
    var id = config.id || prefs.getString('id');
    var utilities = window.finesse && finesse.utilities && finesse.utilities.Utilities;
    var token = null;
    if (config.systemAuthMode === 'SSO' && utilities && utilities.getToken) token = utilities.getToken();
    var password = config.authorization || prefs.getString('authorization');
    if (!id || !(token || password)) return null;
    return { id: id, authorization: token ? 'Bearer ' + token : 'Basic ' + password };
  }

  function post(address, body, answered) {
    var request = new XMLHttpRequest();
    request.open('POST', address);
    request.timeout = TICKET_WITHIN;
    request.setRequestHeader('content-type', 'application/json');
    request.onload = function () {
      var read = null;
      try {
        read = JSON.parse(request.responseText);
      } catch (error) {
        read = null;
      }
      answered(request.status, read);
    };
    request.onerror = request.ontimeout = function () {
      answered(0, null);
    };
    request.send(JSON.stringify(body));
  }

  function say(message) {
    frame.contentWindow.postMessage(message, desk);
  }

  function refuse(request, title, lines) {
    say({ type: 'agent-desk.no-token', request: request });
    showCard(title, lines);
    done();
  }

  /** Says what is wrong in place of the desk, which stays loaded behind it. */
  function showCard(title, lines) {
    hideCard();
    var card = document.createElement('div');
    card.className = 'agent-desk-card';
    card.setAttribute('role', 'alert');
    var heading = document.createElement('h1');
    heading.textContent = title;
    card.appendChild(heading);
    lines.forEach(function (line) {
      var paragraph = document.createElement('p');
      paragraph.textContent = line;
      card.appendChild(paragraph);
    });
    if (desk !== null && kind !== 'alerts') {
      var again = document.createElement('button');
      again.type = 'button';
      again.textContent = 'Try again';
      again.onclick = function () {
        answering = '';
        openDesk();
      };
      card.appendChild(again);
    }
    root.appendChild(card);
    setHeight(height || DEFAULT_HEIGHT);
  }

  function hideCard() {
    var card = root.querySelector('.agent-desk-card');
    if (card) card.parentNode.removeChild(card);
  }

  /** The loading picture is taken away on every way, also when something is wrong. */
  function done() {
    if (gadgets.loadingindicator) gadgets.loadingindicator.dismiss();
  }

  /** A fixed height, so that the desk scrolls inside and never the desktop with it. */
  function setHeight(pixels) {
    height = pixels;
    root.style.height = pixels + 'px';
    if (gadgets.window && gadgets.window.adjustHeight) gadgets.window.adjustHeight(pixels);
  }

  function whenConnected(begin) {
    if (!gadgets.HubSettings) return;
    var before = gadgets.HubSettings.onConnect;
    gadgets.HubSettings.onConnect = function () {
      if (before) before.apply(this, arguments);
      begin();
    };
  }

  /** In the canvas the whole room is used; a tab that was hidden measures its height again when it is shown. */
  function followDesktop() {
    var topics = 'finesse.containerservices.';
    subscribe(topics + 'gadgetViewChangedEvent', function (change) {
      if (change.gadgetId && !isOwn(change.gadgetId)) return;
      var room = Number(change.maxAvailableHeight);
      setHeight(change.view === 'canvas' && room > 0 ? room : Number(query.height) || DEFAULT_HEIGHT);
    });
    subscribe(topics + 'maxAvailableHeightChangedEvent', function (change) {
      if (height > DEFAULT_HEIGHT && Number(change.maxAvailableHeight) > 0)
        setHeight(Number(change.maxAvailableHeight));
    });
    subscribe(topics + 'activeTab', function () {
      setHeight(height || DEFAULT_HEIGHT);
    });
  }

  /** Whether the desktop means this gadget: its number stands in the frame's address as `mid`. */
  function isOwn(id) {
    var own = /[?&]mid=(\d+)/.exec(window.location.search);
    return own === null || String(id) === own[1];
  }

  function subscribe(topic, heard) {
    gadgets.Hub.subscribe(topic, function (_topic, data) {
      if (data && typeof data === 'object') heard(data);
      else heard({});
    });
  }

  function publish(offers) {
    if (gadgets.Hub && gadgets.Hub.publish) gadgets.Hub.publish(OFFERS, offers);
  }

  /** A gadget without a picture: shows offers by the desktop's own notices, whatever tab is open. */
  function listenForOffers() {
    var last = '';
    subscribe(OFFERS, function (offers) {
      var toaster = window.finesse && finesse.cslib && finesse.cslib.FinesseToaster;
      var title = offers.waiting ? String(offers.title) : '';
      if (toaster && title !== '' && title !== last) {
        toaster.showToaster('Agent desk', { body: title, autoClose: 8000 });
      }
      last = title;
    });
  }
})();
