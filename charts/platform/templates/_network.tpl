{{- define "platform.podPeer" -}}
{podSelector: {matchLabels: {app.kubernetes.io/name: {{ . }}, app.kubernetes.io/part-of: heed}}}
{{- end -}}

{{- /* Rule towards peers on TCP ports; without peers, towards any address on these ports. */ -}}
{{- define "platform.egressTo" -}}
- ports:
    {{- range .ports }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
  {{- with .peers }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "platform.dnsRule" -}}
- ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
  to:
    {{- toYaml .Values.networkPolicy.dnsPeers | nindent 4 }}
{{- end -}}

{{- define "platform.backendRules" -}}
{{ include "platform.egressTo" (dict "ports" (list .Values.database.port) "peers" .Values.database.peers) }}
{{ include "platform.egressTo" (dict "ports" (list .Values.bus.port) "peers" .Values.bus.peers) }}
{{- end -}}

{{- /* Between services: to the application's port directly, or from sidecar to sidecar. */ -}}
{{- define "platform.callPort" -}}
{{- ternary 50002 8080 .Values.dapr.enabled -}}
{{- end -}}

{{- define "platform.ingressRules" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- if eq .name "gateway" -}}
- ports: [{protocol: TCP, port: 8080}]
  from:
    {{- toYaml $root.Values.networkPolicy.ingressPeers | nindent 4 }}
{{- else -}}
- ports: [{protocol: TCP, port: 8080}]
  from:
    - {{ include "platform.podPeer" "gateway" }}
    {{- if eq .name "identity" }}
    {{- range without (include "platform.services" $root | fromYamlArray) "identity" }}
    - {{ include "platform.podPeer" . }}
    {{- end }}
    {{- end }}
{{- range (include "platform.calls" $root | fromYamlArray) }}
{{- if eq .callee $name }}
- ports: [{protocol: TCP, port: {{ include "platform.callPort" $root }}}]
  from:
    - {{ include "platform.podPeer" .caller }}
{{- end }}
{{- end }}
{{- end -}}
{{- end -}}

{{- define "platform.egressRules" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{ include "platform.dnsRule" $root }}
{{- if eq .name "gateway" }}
{{ include "platform.egressTo" (dict "ports" (list $root.Values.database.port) "peers" $root.Values.database.peers) }}
- ports: [{protocol: TCP, port: 8080}]
  to:
    {{- range (include "platform.services" $root | fromYamlArray) }}
    - {{ include "platform.podPeer" . }}
    {{- end }}
{{- else }}
{{ include "platform.backendRules" $root }}
{{- if ne .name "identity" }}
- ports: [{protocol: TCP, port: 8080}]
  to:
    - {{ include "platform.podPeer" "identity" }}
{{- end }}
{{- range (include "platform.calls" $root | fromYamlArray) }}
{{- if eq .caller $name }}
- ports: [{protocol: TCP, port: {{ include "platform.callPort" $root }}}]
  to:
    - {{ include "platform.podPeer" .callee }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq .name "grievances" }}
{{- include "platform.fileRules" $root }}
{{- include "platform.webhookRules" $root }}
{{- end }}
{{- if $root.Values.telemetry.otlpEndpoint }}
{{ include "platform.egressTo" (dict "ports" (list (include "platform.otlpPort" $root | int)) "peers" $root.Values.telemetry.peers) }}
{{- end }}
{{- if $root.Values.dapr.enabled }}
- to:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{ $root.Values.dapr.controlPlaneNamespace }}}}
{{ include "platform.egressTo" (dict "ports" (list 443 6443) "peers" $root.Values.dapr.kubernetesApiPeers) }}
{{- end }}
{{- end -}}
