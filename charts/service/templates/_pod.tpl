{{- /* What the restricted Pod Security Standard asks of pod and container; 1654 is the "app" user of the .NET images. */ -}}
{{- define "service.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
# A large volume of files would otherwise be walked through at each start of a pod.
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "service.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- /* No CPU limit: throttling shows up in the slowest requests first. Memory can't be taken back, so limit = request. */ -}}
{{- define "service.resources" -}}
requests:
  cpu: {{ .cpuRequest | quote }}
  memory: {{ .memory | quote }}
limits:
  memory: {{ .memory | quote }}
{{- end -}}

{{- define "service.probes" -}}
startupProbe:
  httpGet: {path: /health/startup, port: management}
  periodSeconds: 2
  failureThreshold: 60
readinessProbe:
  httpGet: {path: /health/ready, port: management}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
livenessProbe:
  httpGet: {path: /health/live, port: management}
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 3
{{- end -}}
