using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>What objects of a type can be made of: its public constructors, and the members that can be set.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
internal sealed class MemberPlan
{
    /// <summary>Looks at a type.</summary>
    public MemberPlan(DeclaredTypes types, Type type)
    {
        Constructors = Array.ConvertAll(type.GetConstructors(), constructor => new Constructor(types, constructor));
        var members = new List<Member>();
        foreach (MemberInfo member in type.GetMembers(BindingFlags.Instance | BindingFlags.Public))
        {
            if (SettableTypeOf(member) is { } settable)
            {
                members.Add(new Member(types.Of(settable), member));
            }
        }

        Members = members.ToArray();
    }

    /// <summary>The public constructors.</summary>
    public Constructor[] Constructors { get; }

    /// <summary>The public properties and fields that can be set.</summary>
    public Member[] Members { get; }

    private static Type? SettableTypeOf(MemberInfo member) => member switch
    {
        PropertyInfo { SetMethod.IsPublic: true } property when property.GetIndexParameters().Length == 0 =>
            property.PropertyType,
        FieldInfo { IsInitOnly: false } field => field.FieldType,
        _ => null,
    };

    /// <summary>A constructor.</summary>
    internal sealed class Constructor(DeclaredTypes types, ConstructorInfo info)
    {
        /// <summary>Its parameters.</summary>
        public Parameter[] Parameters { get; } =
            Array.ConvertAll(info.GetParameters(), parameter => new Parameter(types, parameter));

        /// <summary>Whether it sets all members that an object must have.</summary>
        public bool SetsRequiredMembers { get; } = info.IsDefined(typeof(SetsRequiredMembersAttribute), inherit: false);

        /// <summary>Makes an object. What the constructor throws passes through.</summary>
        public object Invoke(object?[] arguments) =>
            info.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    /// <summary>A parameter of a constructor.</summary>
    internal sealed class Parameter(DeclaredTypes types, ParameterInfo info)
    {
        /// <summary>Its name.</summary>
        public string Name { get; } = info.Name ?? string.Empty;

        /// <summary>Its type.</summary>
        public DeclaredType Type { get; } = types.Of(info.ParameterType);

        /// <summary>Whether it may be left out.</summary>
        public bool IsOptional { get; } = info.HasDefaultValue;

        /// <summary>What it is when it is left out.</summary>
        public object? Default { get; } = info.HasDefaultValue ? info.DefaultValue : null;
    }

    /// <summary>A property or field that can be set.</summary>
    internal sealed class Member(DeclaredType type, MemberInfo info)
    {
        /// <summary>Its name.</summary>
        public string Name => info.Name;

        /// <summary>Its type.</summary>
        public DeclaredType Type => type;

        /// <summary>Whether an object must have it.</summary>
        public bool IsRequired { get; } = info.IsDefined(typeof(RequiredMemberAttribute), inherit: false);

        /// <summary>Sets it. What a property throws passes through.</summary>
        public void Set(object target, object? value)
        {
            if (info is PropertyInfo property)
            {
                property.SetValue(target, value, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null);
            }
            else
            {
                ((FieldInfo)info).SetValue(target, value);
            }
        }
    }
}
