{{- /* Who exists and who calls whom. Addresses, network policies and Dapr's access control are all drawn from here. */ -}}
{{- define "platform.services" -}}
- assessments
- engagement
- grievances
- transparency
- identity
{{- end -}}

{{- define "platform.calls" -}}
- caller: grievances
  callee: assessments
  verbs: [GET]
  path: /api/assessments/v1/**
{{- end -}}

{{- /* Values of one process: the defaults, each key replaced whole where the process sets it (a deep merge would lose "false" and 0). */ -}}
{{- define "platform.part" -}}
{{- $part := deepCopy .root.Values.defaults -}}
{{- $own := ternary .root.Values.gateway (get .root.Values.services .name) (eq .name "gateway") -}}
{{- range $key, $value := $own }}{{- $_ := set $part $key $value }}{{- end -}}
{{- toYaml $part -}}
{{- end -}}

{{- define "platform.image" -}}
{{- $image := printf "%s/%s" .root.Values.image.repository .name -}}
{{- with .digest }}{{ printf "%s@%s" $image . }}{{ else }}{{ printf "%s:%s" $image (default .root.Chart.AppVersion .root.Values.image.tag) }}{{ end -}}
{{- end -}}

{{- define "platform.publicUrl" -}}
{{- required "publicUrl: give the https address people reach Heed at, for example https://heed.example.org" .Values.publicUrl -}}
{{- end -}}

{{- define "platform.databaseSecret" -}}
{{- required "database.existingSecret: name the Secret with the services' connection strings (README.md lists its keys)" .Values.database.existingSecret -}}
{{- end -}}

{{- define "platform.busSecret" -}}
{{- required "bus.existingSecret: name the Secret whose key 'url' holds the RabbitMQ address" .Values.bus.existingSecret -}}
{{- end -}}

{{- define "platform.keysSecret" -}}
{{- $path := ternary "gateway" (printf "services.%s" .name) (eq .name "gateway") -}}
{{- required (printf "%s.keysSecret: name the Secret with the key files of %s" $path .name) .keysSecret -}}
{{- end -}}

{{- /* Through an Ingress every client has its address: unnamed, they would all share the gateway's limits. */ -}}
{{- define "platform.trustedProxies" -}}
{{- $networks := default list .Values.gateway.trustedProxies -}}
{{- if and .Values.ingress.enabled (not $networks) -}}
{{- fail "gateway.trustedProxies: name the networks (CIDR) the ingress controller's pods have their addresses in, else all clients share one rate limit" -}}
{{- end -}}
{{- toYaml $networks -}}
{{- end -}}

{{- define "platform.otlpPort" -}}
{{- regexFind "[0-9]+$" .Values.telemetry.otlpEndpoint -}}
{{- end -}}
