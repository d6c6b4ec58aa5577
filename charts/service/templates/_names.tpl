{{- /*
Every define here takes one dict:
  root     the chart's top context
  name     the name of the process; also its DNS name inside the namespace
  image    full image reference
  part     effective values: replicas, autoscaling, cpuRequest, memory
  env, envFrom, podAnnotations, volumes, volumeMounts, ingress, egress   all optional
*/ -}}

{{- define "service.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/part-of: heed
{{- end -}}

{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end -}}

{{- /* How many pods there are at the least: what decides whether a disruption budget makes sense. */ -}}
{{- define "service.leastReplicas" -}}
{{- if .part.autoscaling.enabled }}{{ .part.autoscaling.min }}{{ else }}{{ .part.replicas }}{{ end -}}
{{- end -}}

{{- define "service.all" -}}
{{ include "service.account" . }}
---
{{ include "service.service" . }}
---
{{ include "service.deployment" . }}
{{- with include "service.disruptionBudget" . }}
---
{{ . }}
{{- end }}
{{- with include "service.autoscaler" . }}
---
{{ . }}
{{- end }}
{{- end -}}
