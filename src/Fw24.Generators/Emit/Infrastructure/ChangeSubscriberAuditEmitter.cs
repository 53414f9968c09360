using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the part of the subscribers' construct that only audit loggers use: <c>ChangeSubscriber.Audit.g.cs</c>.</summary>
/// <remarks>It is no derived class: users seal their part of the construct.</remarks>
internal static class ChangeSubscriberAuditEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write("""
            // The audit logger of a table. It receives every change.
            partial class ChangeSubscriber
            """);
        writer.Open();
        writer.Write(string.Join("\n\n", [Alarm(), LogGroup(), Tables(), Gaps(app)]));
        writer.Close();
        return CdkCode.File(stack, writer);
    }

    // public AwsCloudWatch::Alarm? GapAlarm { get; private set; }
    private static string Alarm() => """
        /// <summary>The alarm on records that are missing in the trail of an audit logger. It exists if gaps can be detected: for a DynamoDB sink and a FIFO topic, which delivers changes in order.</summary>
        public AwsCloudWatch::Alarm? GapAlarm { get; private set; }
        """;

    // internal void StoreIn(AwsLogs::ILogGroup logGroup, string? region = null)
    private static string LogGroup() => """
        /// <summary>Stores the records in a log group.</summary>
        /// <param name="logGroup">The log group.</param>
        /// <param name="region">Its region, if it is not the stack's.</param>
        internal void StoreIn(AwsLogs::ILogGroup logGroup, string? region = null)
        {
            Function.Function.AddEnvironment(Fw24::Fw24Variables.AuditLogGroup, logGroup.LogGroupName);
            if (region is not null)
            {
                Function.Function.AddEnvironment(Fw24::Fw24Variables.AuditRegion, region);
            }

            string[] actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
            if (logGroup is AwsLogs::LogGroup)
            {
                Function.Allow("StoreAuditRecords", logGroup.LogGroupArn, actions);
            }
            else
            {
                Function.AllowPattern("StoreAuditRecords", [logGroup.LogGroupArn], actions, "Permissions on a log group apply to its streams. A log group of another stack is identified by name, so its streams are a wildcard.");
            }
        }
        """;

    // internal void StoreIn(AwsDynamoDB::ITable table), internal void StoreApart(AwsDynamoDB::ITable table)
    private static string Tables() => """
        /// <summary>Stores the records in a separate table.</summary>
        /// <param name="table">The table.</param>
        internal void StoreIn(AwsDynamoDB::ITable table)
        {
            Function.Function.AddEnvironment(Fw24::Fw24Variables.AuditTable, table.TableName);
            Function.Allow("StoreAuditRecords", table.TableArn, "dynamodb:PutItem");
            Function.AllowTableKey(table);
        }

        /// <summary>Stores the records in a table of entities, under partition keys that begin with <c>AUDIT#</c>. The function cannot write other items.</summary>
        /// <param name="table">The table.</param>
        internal void StoreApart(AwsDynamoDB::ITable table)
        {
            Function.Function.AddEnvironment(Fw24::Fw24Variables.AuditTable, Function.TableName(table));
            Function.StoresAmongItems = true;
            Function.AddStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "StoreAuditRecords",
                Actions = ["dynamodb:PutItem"],
                Resources = [Function.TableArn(table)],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["ForAllValues:StringLike"] = new Collections::Dictionary<string, object> { ["dynamodb:LeadingKeys"] = new[] { "AUDIT#*" } },

                    // A ForAllValues condition is also true if there are no values.
                    ["Null"] = new Collections::Dictionary<string, object> { ["dynamodb:LeadingKeys"] = "false" },
                },
            });
            Function.AllowTableKey(table);
        }
        """;

    // internal void WatchGaps(SharedResources app, string function)
    private static string Gaps(InfrastructureModel app) => $$"""
        // On a standard topic changes overtake one another, so gaps open and close constantly.
        internal void WatchGaps(SharedResources app, string function)
        {
            var dimensions = new Collections::Dictionary<string, string> { ["App"] = {{Code.Literal(app.App)}}, ["Function"] = function };
            if (app.Stage is not null)
            {
                dimensions["Stage"] = app.Stage;
            }

            GapAlarm = app.AddAlarm(this, "GapAlarm", new AwsCloudWatch::AlarmProps
            {
                AlarmDescription = $"Records are missing in the trail that {function} keeps, behind each item of the schema fw24.audit.gap/1 whose state is open. Replay what was given up on.",
                Metric = new AwsCloudWatch::Metric(new AwsCloudWatch::MetricProps
                {
                    Namespace = "Fw24",
                    MetricName = "GapsOpened",
                    DimensionsMap = dimensions,
                    Statistic = "Sum",
                    Period = AwsCdk::Duration.Minutes(5),
                }),
                Threshold = 0,
                EvaluationPeriods = 1,
            });
        }
        """;
}
