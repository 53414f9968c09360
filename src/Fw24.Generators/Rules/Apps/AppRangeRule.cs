using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24401: a setting of an app is within AWS's limits; arguments: the setting, its minimum and its maximum.</summary>
internal sealed class AppRangeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<Fw24AppAttribute>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24401",
        title: "Settings of an app are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24401.md");

    public void Check(Fw24AppAttribute app, RuleViolationList violations)
    {
        violations.CheckRange(this, app.TimeoutSeconds, 1, Settings.MaxTimeout(app.ManagedInstances), nameof(app.TimeoutSeconds));
        violations.CheckRange(this, app.MemoryMegabytes, Settings.MinMemoryMegabytes, Settings.MaxMemory(app.ManagedInstances), nameof(app.MemoryMegabytes));
        violations.CheckRange(this, app.SealMinutes, 1, Settings.MaxSealMinutes, nameof(app.SealMinutes));
        violations.CheckRange(this, app.SealRetentionDays, 0, Settings.MaxLockDays, nameof(app.SealRetentionDays));
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
