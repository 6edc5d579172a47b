import { identifier, type ServiceDefinition } from "../src/resource/definition.ts";

export const cloudwatch: ServiceDefinition = {
  collections: {
    alarms: { call: "DescribeAlarms", each: "Alarm", path: "MetricAlarms[]" },
    metrics: { call: "ListMetrics", each: "Metric", path: "Metrics[]" },
  },
  resources: {
    Alarm: {
      identifiers: { name: ["AlarmName", "AlarmNames[]"] },
      shape: "MetricAlarm",
      load: { call: "DescribeAlarms", path: "MetricAlarms[0]" },
      actions: {
        delete: "DeleteAlarms",
        describeHistory: "DescribeAlarmHistory",
        disableActions: "DisableAlarmActions",
        enableActions: "EnableAlarmActions",
        setState: "SetAlarmState",
      },
      batch: {
        delete: "DeleteAlarms",
        disableActions: "DisableAlarmActions",
        enableActions: "EnableAlarmActions",
      },
      references: { metric: "Metric" },
    },
    Metric: {
      identifiers: { namespace: "Namespace", name: "MetricName" },
      shape: "Metric",
      load: { call: "ListMetrics", path: "Metrics[0]" },
      actions: {
        getStatistics: "GetMetricStatistics",
        putAlarm: { call: "PutMetricAlarm", one: "Alarm" },
        putData: { call: "PutMetricData", with: { MetricData: [{ MetricName: identifier("name") }] } },
      },
      collections: { alarms: { call: "DescribeAlarmsForMetric", each: "Alarm", path: "MetricAlarms[]" } },
    },
  },
};
