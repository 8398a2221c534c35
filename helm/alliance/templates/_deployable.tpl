{{/* One shape for all deployables: account, configuration, migrations, Deployment, Service, scaling, disruption, metrics.
     root: the chart; name: of the image; values: its block; config: its Spring properties; live: those that may change while it
     runs; secrets: property names in its Secret; keys: files from Secrets (secret, key, path); database: its key or empty;
     token: whether it asks the Kubernetes API. */}}
{{- define "alliance.deployable" -}}
{{- $selector := dict "root" .root "name" .name -}}
{{- include "alliance.further" (dict "ours" (merge (deepCopy .config) (.live | default dict)) "theirs" .values.config "name" .name) -}}
{{- $configuration := mustMergeOverwrite (dict) .config .values.config | toYaml -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
data:
  application.yaml: |
    {{- $configuration | nindent 4 }}
  {{- range $file, $content := .files }}
  {{ $file }}: {{ $content | quote }}
  {{- end }}
{{- if .live }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "alliance.metadata" (dict "root" .root "name" .name "suffix" (printf "%s-live" .name)) | nindent 2 }}
data:
  application.yaml: |
    {{- toYaml .live | nindent 4 }}
{{- end }}
{{- if .database }}
---
{{ include "alliance.migration" . }}
{{- end }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "2"
spec:
  {{- if not .values.autoscaling.enabled }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels:
      {{- include "alliance.selector" $selector | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "alliance.labels" $selector | nindent 8 }}
      annotations:
        checksum/configuration: {{ sha256sum (print $configuration (toJson .files)) }}
    spec:
      serviceAccountName: {{ include "alliance.service" . }}
      automountServiceAccountToken: {{ .token }}
      {{- include "alliance.placement" . | nindent 6 }}
      {{- include "alliance.spread" $selector | nindent 6 }}
      {{- include "alliance.pullSecrets" . | nindent 6 }}
      securityContext:
        {{- include "alliance.podSecurity" . | nindent 8 }}
      containers:
        - name: {{ .name }}
          image: {{ include "alliance.image" . }}
          imagePullPolicy: {{ include "alliance.pullPolicy" . }}
          {{- include "alliance.environment" (dict "root" .root "live" (not (empty .live)) "outside" true) | nindent 10 }}
          ports:
            - {name: http, containerPort: 8080}
            - {name: management, containerPort: 8081}
          startupProbe:
            httpGet: {path: /actuator/health/liveness, port: management}
            periodSeconds: 2
            failureThreshold: 90
          livenessProbe:
            httpGet: {path: /actuator/health/liveness, port: management}
            periodSeconds: 10
            timeoutSeconds: 3
          readinessProbe:
            httpGet: {path: /actuator/health/readiness, port: management}
            periodSeconds: 5
            timeoutSeconds: 3
          lifecycle:
            preStop:
              sleep: {seconds: {{ .root.Values.pod.drainSeconds }}}
          securityContext:
            {{- include "alliance.containerSecurity" . | nindent 12 }}
          resources: {{ toJson .values.resources }}
          volumeMounts:
            - {name: configuration, mountPath: /etc/alliance, readOnly: true}
            - {name: secrets, mountPath: /run/secrets/alliance, readOnly: true}
            {{- if .keys }}
            - {name: keys, mountPath: /run/secrets/keys, readOnly: true}
            {{- end }}
            {{- if .database }}
            - {name: postgresql-ca, mountPath: /run/secrets/postgresql, readOnly: true}
            {{- end }}
            {{- with include "alliance.authorities.mount" . | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            - {name: tmp, mountPath: /tmp}
      volumes:
        {{- include "alliance.volumes" . | nindent 8 }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
    primary-port-name: http
spec:
  selector:
    {{- include "alliance.selector" $selector | nindent 4 }}
  ports:
    - {name: http, port: 8080, targetPort: http, appProtocol: http}
    - {name: management, port: 8081, targetPort: management, appProtocol: http}
---
{{ include "alliance.availability" . }}
{{- end }}
