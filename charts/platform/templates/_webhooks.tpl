{{- /* Webhooks leave for the open internet, and for nothing of ours: private and link-local addresses are left out also where the program would refuse them. */ -}}
{{- define "platform.webhookSettings" -}}
{{- with .Values.webhooks.proxy }}
- {name: Webhooks__Proxy, value: {{ . | quote }}}
{{- end }}
{{- end -}}

{{- define "platform.webhookRules" -}}
{{- $webhooks := .Values.webhooks -}}
{{- if $webhooks.enabled }}
{{- if $webhooks.proxy }}
{{ include "platform.egressTo" (dict "ports" (list (include "platform.portOf" (urlParse $webhooks.proxy).host | int)) "peers" $webhooks.peers) }}
{{- else }}
{{ include "platform.egressTo" (dict "ports" $webhooks.ports "peers" ($webhooks.peers | default (include "platform.openInternet" . | fromYamlArray))) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "platform.openInternet" -}}
- ipBlock: {cidr: 0.0.0.0/0, except: [0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16, 198.18.0.0/15, 224.0.0.0/4, 240.0.0.0/4]}
- ipBlock: {cidr: 2000::/3, except: [2001:db8::/32, 2002::/16, 3fff::/20]}
{{- end -}}
