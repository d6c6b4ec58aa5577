{{- define "platform.addresses" -}}
{{- range (include "platform.services" . | fromYamlArray) }}
Services__{{ . }}__http__0: http://{{ . }}:8080
{{- end }}
{{- end -}}

{{- define "platform.secretVariable" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef: {name: {{ .secret | quote }}, key: {{ .key | quote }}}
{{- end -}}

{{- /* What differs per process: its own connection strings, and the gateway's addresses. A list of env entries. */ -}}
{{- define "platform.env" -}}
{{- $root := .root -}}
{{- $database := include "platform.databaseSecret" $root -}}
- {name: ASPNETCORE_HTTP_PORTS, value: "8080;8081"}
- {name: Management__Port, value: "8081"}
# A dump of a process that decrypts grievances would hold them in clear.
- {name: DOTNET_EnableDiagnostics, value: "0"}
{{ include "platform.secretVariable" (dict "variable" (printf "ConnectionStrings__%s" .name) "secret" $database "key" .name) }}
{{- if eq .name "gateway" }}
{{- range $index, $network := include "platform.trustedProxies" $root | fromYamlArray }}
- {name: Gateway__TrustedProxies__{{ $index }}, value: {{ $network | quote }}}
{{- end }}
{{- range $key, $value := $root.Values.gateway.settings }}
- {name: Gateway__{{ title $key }}, value: {{ int64 $value | quote }}}
{{- end }}
{{- if $root.Values.dapr.enabled }}
# A sidecar refuses bodies above 4 MB: the gateway calls services directly in both modes.
{{- range $variable, $address := include "platform.addresses" $root | fromYaml }}
- {name: {{ $variable }}, value: {{ $address | quote }}}
{{- end }}
{{- end }}
{{- else }}
{{ include "platform.secretVariable" (dict "variable" (printf "ConnectionStrings__%s-relay" .name) "secret" $database "key" (printf "%s-relay" .name)) }}
{{ include "platform.secretVariable" (dict "variable" "Bus__Url" "secret" (include "platform.busSecret" $root) "key" "url") }}
{{- end }}
{{- if eq .name "grievances" }}
{{ include "platform.fileSettings" $root }}
{{ include "platform.mailSettings" $root }}
{{- include "platform.webhookSettings" $root }}
{{- with $root.Values.portal.neutralDesk }}
- {name: Portal__NeutralDesk, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- if $root.Values.dapr.enabled }}
- {name: Dapr__KeysSecret, value: {{ .keysSecret | quote }}}
{{- else }}
- {name: Keys__Directory, value: /keys}
{{- end }}
{{- end -}}

{{- define "platform.settings" -}}
Database__Provider: Postgres
Bus__Transport: RabbitMq
Bus__Replicas: {{ .Values.bus.quorumReplicas | quote }}
Issuer: {{ include "platform.publicUrl" . | quote }}
IdentityInternal: http://identity:8080
Dapr__Enabled: {{ .Values.dapr.enabled | quote }}
{{- if .Values.dapr.enabled }}
Dapr__SecretStore: heed-secrets
{{- else }}
{{- include "platform.addresses" . }}
{{- end }}
{{- with .Values.telemetry.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- end -}}
