{{- /*
Keys come as files when there is no Dapr. With Dapr the sidecar, and only the sidecar, gets a token for the API
server: the application's container never sees one.
*/ -}}
{{- define "platform.volumes" -}}
{{- if .root.Values.dapr.enabled -}}
- name: sidecar-token
  projected:
    defaultMode: 0440
    sources:
      - serviceAccountToken: {path: token, expirationSeconds: 3607}
      - configMap:
          name: kube-root-ca.crt
          items: [{key: ca.crt, path: ca.crt}]
      - downwardAPI:
          items: [{path: namespace, fieldRef: {fieldPath: metadata.namespace}}]
{{- else -}}
- name: keys
  secret:
    secretName: {{ .keysSecret | quote }}
    defaultMode: 0440
{{- end }}
{{- if eq .name "grievances" }}
{{- include "platform.fileVolumes" .root }}
{{- end }}
{{- end -}}

{{- define "platform.volumeMounts" -}}
{{- if not .root.Values.dapr.enabled -}}
- {name: keys, mountPath: /keys, readOnly: true}
{{- end }}
{{- if eq .name "grievances" }}
{{- include "platform.fileVolumeMounts" .root }}
{{- end }}
{{- end -}}

{{- define "platform.podAnnotations" -}}
checksum/settings: {{ include "platform.settings" .root | sha256sum }}
{{- with .root.Values.secretsRevision }}
heed/secrets-revision: {{ . | quote }}
{{- end }}
{{- if .root.Values.dapr.enabled }}
dapr.io/enabled: "true"
dapr.io/app-id: {{ .name | quote }}
dapr.io/app-port: "8080"
dapr.io/app-protocol: "http"
dapr.io/config: {{ .name | quote }}
dapr.io/log-as-json: "true"
dapr.io/log-level: "warn"
dapr.io/enable-api-logging: "false"
dapr.io/disable-builtin-k8s-secret-store: "true"
dapr.io/volume-mounts: "sidecar-token:/var/run/secrets/kubernetes.io/serviceaccount"
dapr.io/sidecar-cpu-request: "50m"
dapr.io/sidecar-memory-request: "96Mi"
dapr.io/sidecar-memory-limit: "96Mi"
# The application still calls out while it drains; the sidecar must outlive it.
dapr.io/block-shutdown-duration: "36s"
dapr.io/graceful-shutdown-seconds: "5"
{{- end }}
{{- end -}}
