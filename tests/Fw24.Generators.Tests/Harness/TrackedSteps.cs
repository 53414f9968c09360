extern alias generator;

using System.Reflection;
using generator::Fw24.Generators;

namespace Fw24.Generators.Tests.Harness;

/// <summary>The generator's own named steps.</summary>
internal static class TrackedSteps
{
    public static IReadOnlySet<string> Names { get; } = typeof(TrackingNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (string)field.GetRawConstantValue()!)
        .ToHashSet();
}
