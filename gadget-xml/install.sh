#!/bin/sh
# Copies the built gadgets to Finesse nodes and checks that each of them serves them.
#   sh install.sh finesse-a.example.org finesse-b.example.org
# sftp asks for the password of the user 3rdpartygadget, which `utils reset_3rdpartygadget_password` sets on each node.
set -eu
[ "$#" -gt 0 ] || { echo "usage: sh install.sh NODE [NODE]" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
chmod 644 ./*.xml ./*.js
for node in "$@"; do
  echo "== $node"
  {
    echo "-mkdir files/AgentDesk"
    echo "cd files/AgentDesk"
    for file in AgentDesk.xml AgentDeskAlerts.xml TeamMonitor.xml agent-desk-gadget-*.js; do
      echo "put $file"
      echo "chmod 644 $file"
    done
  } >install.batch
  sftp -o BatchMode=no -b install.batch "3rdpartygadget@$node"
  rm -f install.batch
  for file in AgentDesk.xml AgentDeskAlerts.xml TeamMonitor.xml agent-desk-gadget-*.js; do
    curl -fsS -o /dev/null "https://$node:8445/3rdpartygadget/files/AgentDesk/$file" ||
      { echo "$node does not serve $file" >&2; exit 1; }
  done
  echo "$node serves the gadgets"
done
