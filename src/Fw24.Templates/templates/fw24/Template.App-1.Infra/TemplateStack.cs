using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using Fw24;

namespace Template.App_1.Infra;

/// <summary>The stack of the app. The generator adds its resources.</summary>
[InfrastructureStack]
public sealed partial class TemplateStack : Stack
{
    // Who subscribes to this topic receives the alarms.
    partial void Configure(TemplateStackProps props) => props.AlarmTopic = new Topic(this, "Alarms");
}
