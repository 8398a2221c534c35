{{/* Sessions of the gateway's replicas: in memory, one pod, no disk. */}}
{{- define "alliance.valkey" -}}
{{- with .Values.sessions.valkey }}
{{- if .enabled }}
{{- $selector := dict "root" $ "name" "valkey" }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
spec:
  replicas: 1
  revisionHistoryLimit: 3
  strategy: {type: Recreate}
  selector:
    matchLabels:
      {{- include "alliance.selector" $selector | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "alliance.labels" $selector | nindent 8 }}
    spec:
      serviceAccountName: {{ include "alliance.service" $selector }}
      automountServiceAccountToken: false
      {{- include "alliance.placement" $selector | nindent 6 }}
      {{- include "alliance.spread" $selector | nindent 6 }}
      {{- include "alliance.pullSecrets" $selector | nindent 6 }}
      securityContext:
        {{- include "alliance.podSecurity" (dict "uid" 999) | nindent 8 }}
      containers:
        - name: valkey
          image: {{ .image }}
          imagePullPolicy: {{ $.Values.image.pullPolicy | default "IfNotPresent" }}
          # the password comes in at its input, so that neither arguments nor environment show it
          command: [sh, -c]
          args:
            - |
              password=$(sed 's/[\\"]/\\&/g' /run/secrets/valkey/password)
              exec valkey-server - --save "" --appendonly no --dir /tmp --maxmemory 80mb --maxmemory-policy noeviction <<end
              requirepass "${password:?is empty}"
              end
          ports:
            - {name: valkey, containerPort: 6379}
          startupProbe:
            tcpSocket: {port: valkey}
            periodSeconds: 1
            failureThreshold: 30
          livenessProbe:
            tcpSocket: {port: valkey}
            periodSeconds: 10
          readinessProbe:
            tcpSocket: {port: valkey}
            periodSeconds: 5
          lifecycle:
            preStop:
              sleep: {seconds: {{ $.Values.pod.drainSeconds }}}
          securityContext:
            {{- include "alliance.containerSecurity" . | nindent 12 }}
          resources: {{ toJson .resources }}
          volumeMounts:
            - {name: password, mountPath: /run/secrets/valkey, readOnly: true}
            - {name: tmp, mountPath: /tmp}
      volumes:
        - name: password
          secret:
            secretName: {{ .secret }}
            defaultMode: 0440
            items: [{key: spring.data.redis.password, path: password}]
        - name: tmp
          emptyDir: {sizeLimit: 16Mi}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
spec:
  selector:
    {{- include "alliance.selector" $selector | nindent 4 }}
  ports:
    - {name: valkey, port: 6379, targetPort: valkey}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "alliance.selector" $selector | nindent 6 }}
{{- end }}
{{- end }}
{{- end }}
