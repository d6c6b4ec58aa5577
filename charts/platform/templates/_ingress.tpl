{{- /*
Annotations of one Ingress: what the values add, and what they can't change. Bodies and answers are never buffered by the
controller: it would write what people say and send to its disk, in clear, and answer only when the last byte has come.
*/ -}}
{{- define "platform.ingressAnnotations" -}}
{{- $own := dict "enable-access-log" "false" "force-ssl-redirect" "true" "proxy-request-buffering" "off" "proxy-buffering" "off" "proxy-body-size" .bodySize -}}
{{- $all := dict -}}
{{- with .seconds -}}
{{- range $name := list "proxy-read-timeout" "proxy-send-timeout" -}}
{{- $_ := set $all (printf "nginx.ingress.kubernetes.io/%s" $name) (toString $.seconds) -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := .root.Values.ingress.annotations -}}{{- $_ := set $all $name $value -}}{{- end -}}
{{- range $name, $value := $own -}}{{- $_ := set $all (printf "nginx.ingress.kubernetes.io/%s" $name) $value -}}{{- end -}}
{{- toYaml $all -}}
{{- end -}}

{{- define "platform.ingressOf" -}}
{{- $host := regexReplaceAll ":[0-9]+$" (urlParse (include "platform.publicUrl" .root)).host "" -}}
{{- $tls := required "ingress.tlsSecret: name the TLS Secret of the public host" .root.Values.ingress.tlsSecret -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .name }}
  labels:
    app.kubernetes.io/part-of: heed
    app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
  annotations:
    {{- include "platform.ingressAnnotations" . | nindent 4 }}
spec:
  {{- with .root.Values.ingress.className }}
  ingressClassName: {{ . | quote }}
  {{- end }}
  tls:
    - hosts: [{{ $host | quote }}]
      secretName: {{ $tls | quote }}
  rules:
    - host: {{ $host | quote }}
      http:
        paths:
          {{- range .paths }}
          - path: {{ . }}
            pathType: Prefix
            backend:
              service:
                name: gateway
                port: {name: http}
          {{- end }}
{{- end -}}
