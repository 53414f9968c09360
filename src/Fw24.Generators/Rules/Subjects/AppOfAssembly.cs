using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>An app and the compilation that it is generated into.</summary>
/// <param name="Assembly">The compilation.</param>
/// <param name="ClassName">The name of the app's class.</param>
internal sealed record AppOfAssembly(AssemblyModel Assembly, string ClassName);
