{{/* One host name before one Service: Ingress or HTTPRoute, the Gateway if asked for, and the certificate. In the last sync wave:
     where nobody gives an Ingress an address, Argo CD would wait for ever before it went on. */}}
{{- define "alliance.exposure" -}}
{{- $values := .root.Values -}}
{{- $metadata := dict "root" .root "name" .name "suffix" .suffix -}}
{{- $host := include "alliance.hostname" .url -}}
{{- if $values.exposure.ingress.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "alliance.metadata" $metadata | nindent 2 }}
  annotations: {{ merge (dict "argocd.argoproj.io/sync-wave" "3") $values.exposure.ingress.annotations | toJson }}
spec:
  {{- with $values.exposure.ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  tls:
    - {hosts: [{{ $host }}], secretName: {{ .secret }}}
  rules:
    - host: {{ $host }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service: {name: {{ .service }}, port: {number: {{ .port }}}}
{{- else }}
{{- $route := $values.exposure.route }}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "alliance.metadata" $metadata | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "3"
spec:
  parentRefs:
    {{- if $route.parentRefs }}
    {{- toYaml $route.parentRefs | nindent 4 }}
    {{- else }}
    - {name: {{ .root.Release.Name }}-{{ .suffix }}, sectionName: https}
    {{- end }}
  hostnames: [{{ $host }}]
  rules:
    - backendRefs:
        - {name: {{ .service }}, port: {{ .port }}}
      # streams of events stay open: no limit of the whole answer
      timeouts: {request: 0s, backendRequest: 0s}
{{- if $route.gatewayClassName }}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  {{- include "alliance.metadata" $metadata | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "3"
spec:
  gatewayClassName: {{ $route.gatewayClassName }}
  listeners:
    - name: https
      hostname: {{ $host }}
      port: {{ include "alliance.port" .url }}
      protocol: HTTPS
      tls:
        mode: Terminate
        certificateRefs: [{name: {{ .secret }}}]
      allowedRoutes: {namespaces: {from: Same}}
{{- end }}
{{- end }}
{{- with $values.tls.certManager }}
{{- if .issuer }}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  {{- include "alliance.metadata" $metadata | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "3"
spec:
  secretName: {{ $.secret }}
  dnsNames: [{{ $host }}]
  privateKey: {algorithm: ECDSA, size: 256, rotationPolicy: Always}
  issuerRef: {group: cert-manager.io, kind: {{ .kind }}, name: {{ .issuer }}}
{{- end }}
{{- end }}
{{- end }}
