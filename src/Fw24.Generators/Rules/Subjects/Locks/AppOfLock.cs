using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A project and its lock.</summary>
internal sealed record AppOfLock(SchemaLock Now, SchemaLock Then);
