using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Locks;

/// <summary>FW24636: releases are not skipped; arguments: the version of the lock, the present one.</summary>
internal sealed class ReleasesSkippedRule() : Rule(s_descriptor), IRule<AppOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24636",
        title: "Releases are not skipped",
        messageFormat: "{0}: fw24.lock.json was written by Fw24 {1}, and this is {2}. Messages in flight are read by the next release, "
            + "not by every other. Deploy a version of each release in between, or let the queues run empty first. If it is "
            + "meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24636.md");

    public void Check(AppOfLock app, RuleViolationList violations)
    {
        var (now, then) = (Version.Parse(app.Now.Version), Version.Parse(app.Then.Version));

        // Before 1.0.0 a minor version may break.
        var distance = now.Major != then.Major ? now.Major - then.Major : now.Major is 0 ? now.Minor - then.Minor : 0;
        if (Math.Abs(distance) > 1)
        {
            violations.Add(this, null, app.Then.Version, app.Now.Version);
        }
    }
}
